/** 138****5678 */
export function maskPhone(phone: string): string {
  return phone.replace(/\d{7,}/g, (digits) => `${digits.slice(0, 3)}****${digits.slice(-4)}`);
}

/** An attribution as plain text: archives write links into it. */
export function plainAttribution(attribution: string): string {
  return attribution.replace(/<[^>]+>/g, '');
}

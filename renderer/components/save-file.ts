/** Hands bytes to the user as a file; browser and desktop window ask where it goes in their own way. */
export function saveFile(content: Uint8Array | string, name: string): void {
  const parts = typeof content === 'string' ? content : new Uint8Array(content);
  const address = URL.createObjectURL(new Blob([parts]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has taken its own reference by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

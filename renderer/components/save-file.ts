import { client } from '../client/client.ts';

/**
 * Hands bytes to the user as a file: a download in a browser, a dialog in the desktop application. False
 * where the user cancelled. Errors: DISK_WRITE.
 */
export async function saveFile(content: Uint8Array | string, name: string): Promise<boolean> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  // The desktop window allows no downloads: a dialog asks where to save the file.
  if (!client.upload) return (await client.call('host.saveFile', { name, bytes })) !== null;
  const address = URL.createObjectURL(new Blob([bytes]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // By the next turn of the event loop the download has started and no longer needs the address.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  return true;
}

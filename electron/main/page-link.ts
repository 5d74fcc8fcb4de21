import { type BrowserWindow, MessageChannelMain } from 'electron';
import { requestMessageSchema, type ServiceMessage } from '#shared/contract/envelope.ts';
import { PAGE } from './app-protocol.ts';
import type { HostProcedures } from './host-procedures.ts';
import type { ServiceHost } from './service-host.ts';

/**
 * Gives a window's page its port and relays between page and service. Every message is checked here:
 * calls of the host are answered in this process, all others go on to the service.
 */
export function linkPage(window: BrowserWindow, service: ServiceHost, host: HostProcedures): void {
  let unlink: () => void = () => undefined;
  // Modules have run by then, so the page is listening for its port.
  window.webContents.on('dom-ready', () => {
    unlink();
    // Only the application's own page is ever given a port.
    if (!window.webContents.getURL().startsWith(`${PAGE}#`)) return;
    const { port1, port2 } = new MessageChannelMain();
    const own = new Set<string>();
    const post = (message: ServiceMessage) => port1.postMessage(message);
    const stop = service.listen((message) => {
      if ('event' in message) {
        if (message.event !== 'progress' || own.has(message.id)) post(message);
        return;
      }
      // Windows share the service: an answer goes to the page that asked.
      if (own.delete(message.id)) post(message);
    });
    port1.on('message', ({ data }) => {
      const parsed = requestMessageSchema.safeParse(data);
      if (!parsed.success) return;
      const message = parsed.data;
      if ('name' in message && host.knows(message.name)) {
        void host.answer(window, message.name, message).then(post);
        return;
      }
      if ('name' in message) own.add(message.id);
      service.send(message);
    });
    port1.start();
    window.webContents.postMessage('xueantu-port', null, [port2]);
    unlink = () => {
      stop();
      port1.close();
    };
  });
  window.on('closed', () => unlink());
}

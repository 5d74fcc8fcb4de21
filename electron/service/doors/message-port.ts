import type { ServiceMessage } from '#shared/contract/envelope.ts';
import type { DataService } from '../dispatch/service.ts';
import { ClientSession } from './client-session.ts';

/** What Node's MessagePort and Electron's parent port have in common. */
export interface ServicePort {
  postMessage(message: ServiceMessage): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** Serves one client over a message port until the returned function is called. */
export function serveMessagePort(service: DataService, port: ServicePort): () => void {
  const session = new ClientSession(service);
  const stop = service.subscribe((event) => port.postMessage(event));
  port.onMessage((message) => {
    void session.handle(message).then((answer) => {
      if (answer) port.postMessage(answer);
    });
  });
  return () => {
    stop();
    session.close();
  };
}

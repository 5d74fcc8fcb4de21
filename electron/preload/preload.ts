import { ipcRenderer } from 'electron';

// Hands the page the one port to the application, and nothing else.
ipcRenderer.on('xueantu-port', (event) => {
  window.postMessage('xueantu-port', '*', event.ports);
});

// What the pages of an office share. They stand before the program itself, so they need nothing of it.

/** Sends JSON and returns what came, or throws an error with a message for people and a code. */
export async function send(path, body, method = 'POST') {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw Object.assign(new Error('连不上服务，请检查网络后再试'), { code: 'CONNECTION_LOST' });
  }
  const text = await response.text();
  const answer = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null;
  if (answer?.error) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  if (response.ok) return answer;
  throw Object.assign(new Error(text || '请求没有完成，请再试'), { status: response.status });
}

export const byId = (id) => document.getElementById(id);

/** Shows a fault, or takes it away. */
export function showFault(error) {
  byId('fault').hidden = !error;
  byId('fault').textContent = error ? error.message : '';
  if (error) byId('fault').scrollIntoView({ block: 'nearest' });
}

/** Does what a form says when it is sent, once at a time. */
export function onSubmit(form, work) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('button[type=submit]');
    button.disabled = true;
    try {
      showFault(null);
      await work(Object.fromEntries(new FormData(form)));
    } catch (error) {
      showFault(error);
    } finally {
      button.disabled = false;
    }
  });
}

/** Does what a button says, once at a time. */
export function onClick(button, work) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      showFault(null);
      await work();
    } catch (error) {
      showFault(error);
    } finally {
      button.disabled = false;
    }
  });
}

/** Shows the choice of a workspace where there are several. */
export async function showRooms() {
  const rooms = await send('/rooms', undefined, 'GET');
  const select = byId('rooms').querySelector('select');
  for (const { name } of rooms) select.append(new Option(name, name));
  byId('rooms').hidden = rooms.length < 2;
  return rooms;
}

/** An element with texts and elements in it: what people wrote is never read as markup. */
export function element(tag, attributes, ...children) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
}

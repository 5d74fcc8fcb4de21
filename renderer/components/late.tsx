import { type ComponentType, useEffect, useState } from 'react';

/**
 * A dialog that is loaded when it is first shown; until then nothing is drawn. Not by the library's own `lazy`: what
 * that loads is drawn in a pass that may be dropped half way and begun again, and a dialog of a dropped pass stays among
 * those that hear Esc, so that the drawer beneath never hears it again. What could not be loaded fails as any other part
 * that fails while it is drawn.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Late(props) {
    const [Part, setPart] = useState(() => loaded);
    const [failure, setFailure] = useState<unknown>(null);
    useEffect(() => {
      if (Part) return;
      let over = false;
      load().then(
        (part) => {
          loaded = part;
          if (!over) setPart(() => part);
        },
        (error: unknown) => {
          if (!over) setFailure(error);
        },
      );
      return () => {
        over = true;
      };
    }, [Part]);
    if (failure) throw failure;
    return Part && <Part {...props} />;
  };
}

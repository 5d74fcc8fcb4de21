import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { client } from '../client/client.ts';
import { useBusyCarryOut } from './use-carry-out.ts';

export interface ChosenFile {
  readonly token: string;
  readonly name: string;
}

/** A button that lets the user choose a file: by dialog in the desktop application, by picker in a browser. */
export function FileButton({
  accept,
  onChosen,
  size,
  several = false,
  children,
}: {
  accept: string;
  onChosen: (chosen: ChosenFile) => Promise<void> | void;
  size?: 'small';
  /** Several files may be chosen at once; each is told by itself. */
  several?: boolean;
  children: ReactNode;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const { busy, carryOut } = useBusyCarryOut();
  const choose = () =>
    carryOut(async () => {
      const chosen = await client.call('host.chooseFile', { several });
      if (!chosen) return;
      for (const file of [chosen, ...chosen.others]) await onChosen({ token: file.token, name: file.name });
    });
  const { upload } = client;
  return (
    <>
      {upload && (
        <input
          ref={picker}
          type="file"
          accept={accept}
          // A form's style sheet would show what is only hidden.
          style={{ display: 'none' }}
          multiple={several}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            target.value = '';
            void carryOut(async () => {
              for (const file of files) await onChosen(await upload(file));
            });
          }}
        />
      )}
      <Button
        {...(size ? { size } : {})}
        loading={busy}
        onClick={() => (upload ? picker.current?.click() : void choose())}
      >
        {children}
      </Button>
    </>
  );
}

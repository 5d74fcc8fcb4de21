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
  children,
}: {
  accept: string;
  onChosen: (chosen: ChosenFile) => Promise<void> | void;
  size?: 'small';
  children: ReactNode;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const { busy, carryOut } = useBusyCarryOut();
  const take = (choose: () => Promise<ChosenFile | null>) =>
    carryOut(async () => {
      const chosen = await choose();
      if (chosen) await onChosen(chosen);
    });
  const { upload } = client;
  return (
    <>
      {upload && (
        <input
          ref={picker}
          type="file"
          accept={accept}
          hidden
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void take(() => upload(file));
            target.value = '';
          }}
        />
      )}
      <Button
        {...(size ? { size } : {})}
        loading={busy}
        onClick={() =>
          upload ? picker.current?.click() : void take(() => client.call('host.chooseFile', {}))
        }
      >
        {children}
      </Button>
    </>
  );
}

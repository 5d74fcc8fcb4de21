import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { client } from '../client/client.ts';
import { JobProgress } from './job-progress.tsx';
import { useBusyCarryOut } from './use-carry-out.ts';
import { useFollowed } from './use-followed.ts';

export interface ChosenFile {
  readonly token: string;
  readonly name: string;
}

/** Who waits longer is told how much of a file is sent, ms. */
const LONG_MS = 1000;
const inMb = (bytes: number) => Math.ceil(bytes / 1e6);

/**
 * A button that lets the user choose a file: by dialog in the desktop application, by picker in a browser, which then
 * sends it.
 */
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
  const { step, follow, cancel } = useFollowed(LONG_MS);
  const send = async (file: File, by: NonNullable<typeof upload>) =>
    await follow(`上传“${file.name}”`, (signal, report) => {
      const onProgress = (sent: number, of: number) =>
        report({ label: `上传“${file.name}”`, done: inMb(sent), total: inMb(of) });
      return by(file, { signal, onProgress });
    });
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
              for (const file of files) await onChosen(await send(file, upload));
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
      {step && <JobProgress progress={step} unit="MB" onCancel={cancel} />}
    </>
  );
}

import { type ReactNode, useEffect } from 'react';
import { useFormIdentity } from '../drafts/form-identity.ts';
import { ChosenPhotos } from './chosen-photos.tsx';
import { FileDrop } from './file-drop.tsx';
import { choosePhotos, findWaiting, ownerKey, usePhotoQueue } from './photo-queue.ts';

/**
 * Photos and files of a form that is not sent yet: each is looked at and kept with the draft as soon as it is chosen, and
 * attached when the form is recorded. `children` takes a function that adds one more.
 */
export function FormPhotos({
  children,
}: {
  children?: (add: (files: readonly File[]) => void) => ReactNode;
}) {
  const { formId, touch } = useFormIdentity();
  const owner = { kind: 'form', formId } as const;
  const own = usePhotoQueue().filter((photo) => ownerKey(photo.for) === ownerKey(owner));
  // What was chosen before this page was loaded lies with the draft.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another draft has other photos
  useEffect(() => void findWaiting().catch(() => undefined), [formId]);
  const add = (files: readonly File[]) => {
    touch();
    choosePhotos(files, owner);
  };
  return (
    <>
      <FileDrop onFiles={add}>
        <ChosenPhotos photos={own} />
      </FileDrop>
      {children?.(add)}
    </>
  );
}

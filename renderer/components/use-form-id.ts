import { useState } from 'react';
import { UUID_CHANCE, uuidV7 } from '#shared/records/uuid.ts';

/** An identity for a form that is opened: however often it is sent, it is recorded once. */
export function newFormId(): string {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(UUID_CHANCE)));
}

/** The identity of a form that is opened when it is mounted. */
export function useFormId(): string {
  return useState(newFormId)[0];
}

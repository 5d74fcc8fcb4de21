import type { Env, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import {
  accountByCertificate,
  BY_CERTIFICATE,
  certificateRule,
  type Shown,
} from '../../accounts/client-certificates.ts';
import { checkCode } from '../../accounts/providers/provider-sign-in.ts';
import { tellSignIn } from '../../accounts/sign-in.ts';
import type { AccountRow } from '../../db/accounts/account-rows.ts';
import { addressOf, shownBy } from './connection-facts.ts';
import type { House, Room } from './house.ts';
import { admit, parse, refuse } from './sign-in-routes.ts';

const LARGEST_FORM = 4096;
const schema = z.object({
  code: z.string().trim().max(10).optional(),
  workspace: z.string().max(200).optional(),
});

/** Signing in by the certificate that the browser shows. It says who it is; a second factor is asked for all the same. */
export function certificateRoutes<E extends Env>(app: Hono<E>, house: House): void {
  app.post('/session/certificate', bodyLimit({ maxSize: LARGEST_FORM }), async (context) => {
    const address = addressOf(context);
    try {
      const { code, workspace } = parse(schema, await context.req.json().catch(() => null));
      const found = findOwner(house, shownBy(context), workspace);
      if (!found) {
        const { office } = house.roomFor('', workspace);
        tellSignIn(office, { name: '', address, provider: BY_CERTIFICATE, outcome: 'unknown' });
        throw new CodedError('CERTIFICATE_WANTED');
      }
      const { room, account } = found;
      checkCode(room.office, { id: BY_CERTIFICATE, title: '证书' }, account, code, address);
      return context.json(admit(context, house, room, account, address, BY_CERTIFICATE));
    } catch (error) {
      return refuse(context, error);
    }
  });
}

function findOwner(
  house: House,
  shown: Shown,
  workspace: string | undefined,
): { readonly room: Room; readonly account: AccountRow } | undefined {
  for (const room of house.rooms) {
    const isOther = workspace !== undefined && room.service.workspace.name !== workspace;
    if (isOther || certificateRule(room.office).mode === 'off') continue;
    const account = accountByCertificate(room.office, shown);
    if (account) return { room, account };
  }
  return undefined;
}

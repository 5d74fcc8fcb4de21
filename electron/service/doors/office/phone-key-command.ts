import { resolve } from 'node:path';
import type { Command } from 'commander';
import { addPhoneKey } from '../../platform/phone-keys.ts';
import { printJson } from '../cli-commands.ts';
import { JSON_OPTION } from './with-office.ts';

interface PhoneKeyOptions {
  readonly plain?: boolean;
  readonly json?: boolean;
}

/** The command that makes the file of keys for telephones in PostgreSQL, and adds another key to it. */
export function addPhoneKeyCommand(office: Command): void {
  office
    .command('phone-key')
    .description(
      '生成给 PostgreSQL 里的电话加密（国密 SM4）的密钥文件；已有的加一把新密钥。用 XUEANTU_PHONES_KEY 写明它在哪里，重新启动服务后按最后一把重新加密',
    )
    .argument('<FILE>')
    .option('--plain', '不再加密：重新启动服务后电话改回明文')
    .option(...JSON_OPTION)
    .action((file: string, options: PhoneKeyOptions) => runPhoneKey(resolve(file), options));
}

function runPhoneKey(file: string, { plain = false, json }: PhoneKeyOptions): void {
  const number = addPhoneKey(file, { plain });
  if (json) {
    printJson({ file, key: number });
    return;
  }
  process.stdout.write(
    number === null
      ? `${file} 写明不再加密。各台服务器都换成这份，再重新启动\n`
      : `${file} 有了第 ${number} 号密钥。各台服务器都换成这份，另存一份到安全的地方：丢了它，加密的电话谁也读不出\n`,
  );
}

import type { Command } from 'commander';
import { readPostgresAddress } from '../../db/postgres/address.ts';
import { printJson } from '../cli-commands.ts';
import { JSON_OPTION } from './with-office.ts';

/** The command that makes views of a workspace in PostgreSQL for QGIS, GeoServer and their like. */
export function addViewsCommand(office: Command): void {
  office
    .command('views')
    .description(
      '为 PostgreSQL 里的工作区建立只读的地图视图（要有 PostGIS），供 QGIS、GeoServer 使用；再运行一次就重建',
    )
    .argument('<URL>', 'postgres://用户@服务器:端口/数据库/工作区')
    .option(...JSON_OPTION)
    .action(async (url: string, { json }: { readonly json?: boolean }) => {
      const [{ withPostgres }, { ANALYST_ROLE, layMapViews }] = await Promise.all([
        import('../../db/postgres/connection.ts'),
        import('../../db/postgres/map-views.ts'),
      ]);
      const address = readPostgresAddress(url);
      const laid = await withPostgres(address, (postgres) => layMapViews(postgres, address));
      if (json) return printJson(laid);
      process.stdout.write(`已在模式 ${laid.schema} 建立视图：${laid.views.join('、')}\n`);
      process.stdout.write(
        laid.hasRole
          ? `给分析人员的账号：grant ${ANALYST_ROLE} to 账号\n`
          : `这个账号不能建角色：请管理员先 create role ${ANALYST_ROLE} nologin，再运行一次\n`,
      );
    });
}

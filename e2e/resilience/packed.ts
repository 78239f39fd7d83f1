import { ensureRuntime } from '../../scripts/runtime';
import { buildPackage, packPackage } from '../../scripts/package';

/** The packed package: the one `npm run test:e2e` made, else a new one in `folder`. */
export async function packed(folder: string): Promise<string> {
	if (process.env.WORTEN_PACKAGE) return process.env.WORTEN_PACKAGE;
	await ensureRuntime();
	await buildPackage();
	return (await packPackage(folder)).tarball;
}

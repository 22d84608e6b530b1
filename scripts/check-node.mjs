/** The oldest Node that works; also in package.json's `engines`. */
const oldest = [20, 19];

/** Ends the process with a clear word when Node is too old. Imports nothing, so that any Node can run it. */
export function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
	const wanted = oldest.join('.');
	process.stderr.write(
		`需要 Node.js ${wanted} 或更新的版本，当前是 ${process.versions.node}。请从 https://nodejs.org 安装。\n` +
			`Node.js ${wanted} or newer is needed; this is ${process.versions.node}. Install it from https://nodejs.org.\n`
	);
	process.exit(1);
}

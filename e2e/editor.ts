import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../scripts/chromium';
import { LOGIN } from '../scripts/demo';

const IMAGES = join(__dirname, '..', 'docs', 'images');

const byTestId = (id: string) => `[data-test-id="${id}"]`;

/** n8n's editor in a real browser, used as a person would. */
export class Editor {
	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Open the editor of this n8n and log in. */
	static async open(url: string): Promise<Editor> {
		const browser = await chromium.launch({
			executablePath: findChromium(),
			// Inside a container there is neither a sandbox nor a graphics card.
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-sync'],
		});
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.setDefaultTimeout(30_000);
		const editor = new Editor(browser, page, url);
		try {
			await page.goto(`${url}/signin`);
			await page.fill('input[type=email]', LOGIN.email);
			await page.fill('input[type=password]', LOGIN.password);
			await page.click('button:has-text("Sign in")');
			await page.waitForURL(/home|workflow/);
		} catch (error) {
			await editor.close();
			throw error;
		}
		return editor;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	get(testId: string): Locator {
		return this.page.locator(byTestId(testId));
	}

	/** Where a parameter of the open node or credential is set. */
	parameter(name: string): Locator {
		return this.get(`parameter-input-${name}`);
	}

	/** The value a parameter's box shows. */
	async shown(name: string): Promise<string> {
		return await this.parameter(name).locator('input').first().inputValue();
	}

	/** Begin a new credential of this type. */
	async newCredential(type: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials/create`);
		await this.get('new-credential-type-select-option').first().waitFor({ state: 'attached' });
		await this.get('new-credential-type-select').locator('input').fill(type);
		await this.get('new-credential-type-select-option').filter({ hasText: type }).first().click();
		await this.get('new-credential-type-button').click();
		await this.get('credential-edit-dialog').waitFor();
	}

	/** Fill one field of the open credential. */
	async fillCredential(name: string, value: string): Promise<void> {
		await this.parameter(name).locator('input').fill(value);
	}

	/** Save the open credential and answer what its test says, details and all. */
	async saveCredential(): Promise<string> {
		const box = this.get('node-credentials-config-container');
		const verdict = box
			.getByText(/tested successfully|t connect with these settings/)
			.filter({ visible: true });
		const tested = this.page.waitForResponse((response) =>
			response.url().endsWith('/rest/credentials/test'),
		);
		await this.get('credential-save-button').click();
		await tested;
		// The verdict of the time before fades out while the new one fades in.
		await this.page.waitForTimeout(1_000);
		await verdict.waitFor();
		const details = box.getByText('More details');
		if (await details.isVisible()) await details.click();
		return await box.innerText();
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.get('canvas-add-button').waitFor();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.get('canvas-node').first().waitFor();
	}

	/** What the node panel offers under Worten: a line for each event and each operation. */
	async offered(): Promise<string[]> {
		await this.get('node-creator-plus-button').click();
		await this.get('node-creator-search-bar').fill('Worten');
		await this.get('node-creator-item-name').getByText('Worten', { exact: true }).click();
		const triggers = this.get('node-creator-item-name').getByText('On new order', { exact: true });
		const actions = this.get('node-creator-category-item').filter({ hasText: 'Actions' });
		await actions.waitFor();
		if (!(await triggers.isVisible())) {
			await this.get('node-creator-category-item').filter({ hasText: 'Triggers' }).click();
		}
		const action = this.get('node-creator-item-name').getByText('Ship an order', { exact: true });
		if (!(await action.isVisible())) await actions.click();
		await action.waitFor();
		return await this.get('node-creator-item-name').allInnerTexts();
	}

	/** Add a node by one of the lines of `offered`, which must be open; the node opens. */
	async add(line: string): Promise<void> {
		await this.get('node-creator-item-name').getByText(line, { exact: true }).click();
		await this.get('node-parameters').waitFor();
	}

	/** Close the open node. */
	async closeNode(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.get('node-parameters').waitFor({ state: 'hidden' });
	}

	async openNode(name: string): Promise<void> {
		await this.page.locator(`${byTestId('canvas-node')}[data-node-name="${name}"]`).dblclick();
		await this.get('node-parameters').waitFor();
	}

	/** The entries of the dropdown that is open. */
	private get entries(): Locator {
		return this.page.locator('.el-select-dropdown__item').filter({ visible: true });
	}

	/** Do something with the entries of a parameter's dropdown, and close it again. */
	private async inList<T>(name: string, work: (entries: Locator) => Promise<T>): Promise<T> {
		await this.parameter(name).locator('input').first().click();
		await this.entries.first().waitFor();
		const result = await work(this.entries);
		if (await this.entries.first().isVisible()) {
			await this.get('tab-params').click();
		}
		await this.entries.first().waitFor({ state: 'hidden' });
		return result;
	}

	/** What a parameter's dropdown offers. */
	async choices(name: string): Promise<string[]> {
		return await this.inList(name, async (entries) => await entries.allInnerTexts());
	}

	/** Choose the entry of a parameter's dropdown that begins with this text. */
	async choose(name: string, beginning: string): Promise<void> {
		await this.inList(name, async (entries) => {
			await entries
				.filter({ hasText: new RegExp(`^\\s*${beginning}`) })
				.first()
				.click();
			// The dropdown closes with a movement of its own.
			await this.page.waitForTimeout(500);
		});
	}

	/** Keep a picture for the documentation, if SCREENSHOTS=1 asks for it. */
	async picture(name: string): Promise<void> {
		if (process.env.SCREENSHOTS !== '1') return;
		mkdirSync(IMAGES, { recursive: true });
		await this.page.mouse.move(0, 0);
		// Messages that something was saved or done are gone after a few seconds.
		await this.page.waitForTimeout(6_000);
		await this.page.screenshot({ path: join(IMAGES, `${name}.png`) });
	}
}

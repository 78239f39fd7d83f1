import { ask, listen } from './api.mjs';
import { Calls } from './calls.mjs';
import { Detail } from './detail.mjs';
import { chooseFaults, chooseOrder, faultsOn, showConnection } from './dialogs.mjs';
import { byId } from './dom.mjs';
import { List } from './list.mjs';

const arrivalEvery = 15000;

let state = null;
/** The sandbox's time minus this machine's. */
let ahead = 0;
const now = () => Date.now() + ahead;

const open = (id) => {
	location.hash = id === null ? '' : `order=${encodeURIComponent(id)}`;
};
const list = new List(open, now);
const detail = new Detail(() => open(null));
const calls = new Calls();
let refreshing = 0;

function showHash() {
	const match = /^#order=(.+)$/.exec(location.hash);
	const id = match ? decodeURIComponent(match[1]) : null;
	list.select(id);
	void detail.show(id);
}

function showSettings(settings) {
	state.settings = settings;
	const count = faultsOn(settings.faults);
	byId('fault-count').hidden = count === 0;
	byId('fault-count').textContent = String(count);
	byId('arrivals').checked = settings.delays.arrival !== null;
	const speed = Object.entries(state.speeds).find(
		([, delays]) =>
			delays.delivery === settings.delays.delivery && delays.debit === settings.delays.debit,
	);
	byId('speed').value = speed ? speed[0] : '';
}

async function load() {
	const answer = await ask('GET', '/state');
	if (!answer) return;
	state = answer;
	ahead = Date.parse(answer.now) - Date.now();
	list.fill(answer.orders, answer.total);
	calls.fill(answer.requests);
	showSettings(answer.settings);
	showHash();
}

listen({
	open() {
		byId('live').textContent = 'live';
		byId('live').className = 'live on';
		void load();
	},
	lost() {
		byId('live').textContent = 'connection lost';
		byId('live').className = 'live off';
	},
	change({ entry, order }) {
		if (!state || !order) return;
		list.change(order);
		if (detail.id !== entry.orderId) return;
		clearTimeout(refreshing);
		refreshing = setTimeout(() => detail.id && detail.refresh(), 60);
	},
	request: (request) => calls.add(request),
	settings: (settings) => state && showSettings(settings),
	reset: () => load(),
});

byId('place').addEventListener('click', () => ask('POST', '/orders', {}));
byId('choose').addEventListener('click', () => state && chooseOrder(state.products, open));
byId('faults').addEventListener(
	'click',
	() => state && chooseFaults(state.settings.faults, state.faultKinds),
);
byId('connect').addEventListener('click', () => state && showConnection(state.settings));
byId('speed').addEventListener('change', (event) =>
	ask('PUT', '/settings', { speed: event.target.value }),
);
byId('arrivals').addEventListener('change', (event) =>
	ask('PUT', '/settings', { delays: { arrival: event.target.checked ? arrivalEvery : null } }),
);
window.addEventListener('hashchange', showHash);
window.addEventListener('keydown', (event) => {
	if (event.key === 'Escape' && detail.id && !document.querySelector('dialog[open]')) open(null);
});
setInterval(() => {
	byId('clock').textContent = `${new Date(now()).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
	list.refreshAges();
}, 1000);

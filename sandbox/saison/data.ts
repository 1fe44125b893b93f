import { seededRandom } from '../shared/random';
import type { Random } from '../shared/random';
import { type Member, SERVICES, type Service } from './member';
import { CARDS, FAMILY_NAMES, FEMALE_NAMES, MALE_NAMES } from './names';
import { SPECIAL_MEMBERS } from './special-members';

function roundTo(value: number, step: number): number {
	return Math.floor(value / step) * step;
}

function makeMember(random: Random, service: Service, number: number): Member {
	const id = `${service}${String(number).padStart(3, '0')}`;
	const isMale = random.below(2) === 0;
	const [family, familyKana] = random.pick(FAMILY_NAMES);
	const [given, givenKana] = random.pick(isMale ? MALE_NAMES : FEMALE_NAMES);
	const twoDigits = (value: number) => String(value).padStart(2, '0');
	const birthday = `${random.between(1950, 2004)}${twoDigits(random.between(1, 12))}${twoDigits(random.between(1, 28))}`;
	const shoppingLimit = random.between(3, 30) * 100_000;
	const cashingLimit = random.between(0, 5) * 100_000;
	const balance = random.between(0, 250_000);
	const billIsFinal = random.below(2) === 0;
	return {
		id,
		password: `pass-${id}`,
		service,
		name: `${family} ${given}`,
		kana: `${familyKana} ${givenKana}`,
		// The meaning and format of these values are inferred from their names.
		attributes: {
			card_meisho_sousho: random.pick(CARDS[service]),
			birthday,
			sex: isMale ? '1' : '2',
			sex_name: isMale ? '男性' : '女性',
			add_cdA: twoDigits(random.between(1, 47)),
		},
		resultCode: '000',
		familyCard: false,
		bcFlag: random.below(4) === 0 ? '1' : '0',
		twoFactorAllowed: true,
		bill: {
			disp_code: billIsFinal ? '01' : '00',
			due_date: service === 'na' ? '20270104' : '20270105',
			mark_claim_amount: '',
			amount: String(random.between(0, 180_000)),
		},
		credit: {
			shopping: [shoppingLimit, roundTo(random.below(shoppingLimit), 1000)],
			cashing: [cashingLimit, roundTo(random.below(cashingLimit + 1), 1000)],
			temporaryIncrease: false,
			gatewayError: false,
		},
		wallet: { balance: String(balance), normal: String(random.between(0, balance)) },
	};
}

/** 200 fictional members, the same ones every time. */
export function makeMembers(): Map<string, Member> {
	const random = seededRandom(20_270_104);
	const members = new Map<string, Member>();
	for (const [service, { members: count }] of Object.entries(SERVICES)) {
		for (let number = 1; number <= count; number += 1) {
			const member = makeMember(random, service as Service, number);
			SPECIAL_MEMBERS[member.id]?.apply(member);
			members.set(member.id, member);
		}
	}
	return members;
}

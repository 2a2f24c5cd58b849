import type { Random } from './random';
import { type Site, SITES } from './sites';

/** The company of the generated tenant; `.example` can never be somebody's. */
export const COMPANY = {
  name: 'Bright Harbor',
  domain: 'brightharbor.example',
  netbios: 'brightharbor',
  sidPrefix: 'S-1-5-21-1924530255-2087342118-3410075964',
  mailHost: 'brightharbor.example',
} as const;

/** An account of the directory: somebody who works here, or a service. */
export interface Person {
  id: number;
  given: string;
  surname: string;
  displayName: string;
  /** The name used to sign in to Windows, lower case. */
  name: string;
  upn: string;
  sid: string;
  objectId: string;
  department: string;
  title: string;
  site: Site;
  /** Whether the person administers machines, and so runs the tools for it. */
  admin: boolean;
  service: boolean;
}

const GIVEN = [
  'Amelia',
  'Oliver',
  'Priya',
  'Wei',
  'Sofia',
  'Lucas',
  'Noor',
  'Daan',
  'Emma',
  'Liam',
  'Mei',
  'Arjun',
  'Isla',
  'Jack',
  'Fatima',
  'Hugo',
  'Chloe',
  'Ethan',
  'Aisha',
  'Mateo',
  'Grace',
  'Ravi',
  'Hannah',
  'Jun',
  'Zoe',
  'Samuel',
  'Lotte',
  'Bram',
  'Olivia',
  'Noah',
  'Siti',
  'Marcus',
  'Ingrid',
  'Diego',
  'Yara',
  'Tom',
  'Keira',
  'Anton',
  'Leila',
  'Victor',
];
const SURNAMES = [
  'Bennett',
  'Clarke',
  'de Vries',
  'Tan',
  'Nguyen',
  'Smith',
  'Patel',
  'Jansen',
  'Garcia',
  'Wilson',
  'Lim',
  'Brown',
  'Kaur',
  'Visser',
  'Taylor',
  'Rossi',
  'Chen',
  'Walker',
  'Bakker',
  'Murphy',
  'Sharma',
  'Johnson',
  'Evans',
  'Lee',
  'Morgan',
  'Diaz',
  'Hughes',
  'Okafor',
  'Novak',
  'Fischer',
  'Mulder',
  'Reid',
  'Silva',
  'Khan',
  'Price',
  'Hall',
  'Berg',
  'Costa',
  'Young',
  'Ali',
];
const DEPARTMENTS = [
  { weight: 5, name: 'Sales', titles: ['Account Manager', 'Sales Director', 'Sales Analyst'] },
  { weight: 4, name: 'Finance', titles: ['Accountant', 'Financial Controller', 'Accounts Payable Specialist'] },
  { weight: 5, name: 'Engineering', titles: ['Software Engineer', 'Engineering Manager', 'Data Engineer'] },
  { weight: 3, name: 'Operations', titles: ['Logistics Planner', 'Operations Manager'] },
  { weight: 2, name: 'Human Resources', titles: ['Recruiter', 'HR Partner'] },
  { weight: 2, name: 'Legal', titles: ['Counsel', 'Paralegal'] },
  { weight: 2, name: 'IT', titles: ['Systems Administrator', 'Service Desk Analyst', 'Network Engineer'] },
];

/** The accounts that run things at night. */
const SERVICES = ['svc-backup', 'svc-sql', 'svc-web', 'svc-scan', 'svc-deploy', 'svc-monitor'];

/** People and service accounts; ids count from `firstId`. */
export function createPeople(count: number, firstId: number, random: Random): Person[] {
  const taken = new Map<string, number>();
  const people = Array.from({ length: count }, (_, i): Person => {
    const [given, surname] = [random.pick(GIVEN), random.pick(SURNAMES)];
    const department = i % 25 === 0 ? DEPARTMENTS[6]! : random.weighted(DEPARTMENTS);
    const plain = `${given}.${surname}`.toLowerCase().replaceAll(' ', '');
    const nth = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, nth);
    return {
      ...account(firstId + i, nth === 1 ? plain : `${plain}${nth}`, random),
      given,
      surname,
      displayName: `${given} ${surname}`,
      department: department.name,
      title: random.pick(department.titles),
      site: random.weighted(SITES),
      admin: department.name === 'IT',
      service: false,
    };
  });
  return [...people, ...SERVICES.map((name, i) => serviceAccount(firstId + count + i, name, random))];
}

function serviceAccount(id: number, name: string, random: Random): Person {
  return {
    ...account(id, name, random),
    given: '',
    surname: '',
    displayName: name,
    department: 'IT',
    title: 'Service account',
    site: SITES[0]!,
    admin: false,
    service: true,
  };
}

function account(id: number, name: string, random: Random) {
  const sid = `${COMPANY.sidPrefix}-${1100 + id}`;
  return { id, name, upn: `${name}@${COMPANY.domain}`, sid, objectId: random.guid() };
}

/** Functions of probability. */
import { scripted } from '../scripted/scripted';
import { ofReal, type ScalarFunction } from './call';

const NAMES = ['erf', 'erfc', 'beta_cdf', 'beta_inv', 'beta_pdf', 'welch_test'];

export const DISTRIBUTIONS: Record<string, ScalarFunction> = Object.fromEntries(
  NAMES.map((name) => [name, ofReal((...numbers) => `${scripted(name, ...numbers)}::DOUBLE`)])
);

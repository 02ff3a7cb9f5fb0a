import { defineEvent } from '../kernel/events.ts';
import type { Consent } from '../../entities/touch.ts';

/** A customer does not want to be written to for a purpose any more. */
export const consentRefused = defineEvent<{ customerId: string; purpose: Consent['purpose'] }>('consent.refused');

import { inject, provide, type InjectionKey } from 'vue';

import { safeHref } from './links.view.ts';

/** Makes of an address the one that opens it on somebody's phone; null when it is not safe to open. */
export type Opener = (address: string | null | undefined) => string | null;

const openerKey: InjectionKey<Opener> = Symbol('opener');

/** Says whose phone it is on which the links below this component are pressed. */
export const provideOpener = (openAs: (to: string) => string | null): void =>
  provide(openerKey, (address) => {
    const href = safeHref(address);
    return href && openAs(href);
  });

/** How links open on the phone that this component stands on. */
export const useOpener = (): Opener => inject(openerKey, safeHref);

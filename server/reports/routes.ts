import { defineRoute } from '../http/define-route.ts';
import { figuresByPerson } from './figures-by-person.ts';
import { listFigures } from './list-figures.ts';
import { figuresByPersonView, figuresInput, figuresView } from './schemas.ts';

/** What pages ask about how the company does. */
export const reportRoutes = [
  defineRoute({
    name: 'figures',
    method: 'get',
    heavy: true,
    path: '/figures',
    summary: '经营指标：定义、目标、当前、上期、走势，关怀和优惠券的去向',
    input: figuresInput,
    output: figuresView,
    run: (ctx, input) => listFigures(ctx, input),
  }),
  defineRoute({
    name: 'figuresByPerson',
    method: 'get',
    heavy: true,
    path: '/figures/people',
    summary: '经营指标按人看',
    input: figuresInput,
    output: figuresByPersonView,
    run: (ctx, input) => figuresByPerson(ctx, input),
  }),
];

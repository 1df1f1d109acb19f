import { describe, expect, it } from 'vitest';
import { Problem } from './problem';

const answer = (status: number, body: unknown) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });

describe('a problem', () => {
  it('carries code, detail and what to do', async () => {
    const body = { title: 'No QR', detail: 'None is showing.', code: 'qr_absent', action: 'retry_initialize' };
    expect(await Problem.from(answer(409, body))).toMatchObject({ status: 409, ...body });
  });

  it.each([
    [[{ field: 'name', message: 'must not be blank' }], 'Bad input. name: must not be blank.'],
    [{ name: 'must not be blank' }, 'Bad input. name: must not be blank.'],
    [['Name is missing.'], 'Bad input. Name is missing.'],
    [null, 'Bad input.'],
  ])('names the fields of %j', async (errors, detail) => {
    expect((await Problem.from(answer(400, { detail: 'Bad input.', errors }))).detail).toBe(detail);
  });

  it.each([
    [401, 'The API key was refused'],
    [502, 'The server failed'],
  ])('says something where the body of a %i says nothing', async (status, title) => {
    expect(await Problem.from(answer(status, '<html>'))).toMatchObject({ code: `http_${status}`, title });
  });
});

import { code, type Phrase, phrase, text } from '../../model/phrase.ts';
import type { Image, Scope } from '../../model/threat.ts';
import { minute, nearby } from '../hours.ts';
import { type Mark, sharedMark } from './sharedMark.ts';

/** A place and a time span, in milliseconds: what I-05 compares; and the marks of its events, which I-09 compares. */
export type Extent = { readonly scope: Scope; readonly start?: number; readonly lastSignal?: number; readonly marks?: readonly Mark[] };

/** Whether two extents are one incident, and why (or why not although something is shared), in words that read on after the group's title. */
type Relation = { readonly same: boolean; readonly why: Phrase };

/**
 * I-05: one incident when they share the image, or share cluster, AWS account or host with at most two hours between their
 * [start, last signal] intervals. I-09: also when their events share an image organisation, a repository or an actor, no further apart than was
 * swept. Undefined when they share nothing: that is no near miss and needs no reason.
 */
export function relate(a: Extent, b: Extent, swept = nearby): Relation | undefined {
  const image = sameImage(a.scope.image, b.scope.image);
  if (image !== undefined) return { same: true, why: image };
  const gap = gapBetween(a, b);
  const place = samePlace(a.scope, b.scope);
  if (place !== undefined && gap !== undefined && gap <= nearby) {
    return { same: true, why: gap === 0 ? phrase`${place}, at the same time` : phrase`${place}, ${text(duration(gap))} apart` };
  }
  const mark = gap !== undefined && gap <= swept ? sharedMark(a.marks ?? [], b.marks ?? []) : undefined;
  if (mark !== undefined) return { same: true, why: sameMark(mark) };
  if (place === undefined) return undefined;
  if (gap === undefined) return { same: false, why: phrase`${place}, but it has no time` };
  return { same: false, why: phrase`${place}, but ${text(duration(gap))} apart` };
}

/** Milliseconds between the intervals, 0 when they overlap; undefined when one of them has no time. */
export function gapBetween(a: Extent, b: Extent): number | undefined {
  const [aStart, aEnd] = [a.start ?? a.lastSignal, a.lastSignal ?? a.start];
  const [bStart, bEnd] = [b.start ?? b.lastSignal, b.lastSignal ?? b.start];
  if (aStart === undefined || aEnd === undefined || bStart === undefined || bEnd === undefined) return undefined;
  return Math.max(0, aStart - bEnd, bStart - aEnd);
}

const markNames = { organisation: 'image organisation', repository: 'repository', actor: 'actor' } as const;

/** "same actor dana@acme.example", as the other one's data has it. */
export function sameMark({ kind, shown }: Mark): Phrase {
  return phrase`same ${[markNames[kind]]} ${text(shown)}`;
}

function samePlace(a: Scope, b: Scope): Phrase | undefined {
  if (a.cluster !== undefined && a.cluster === b.cluster) return phrase`same cluster ${text(a.cluster)}`;
  if (a.awsAccount !== undefined && a.awsAccount === b.awsAccount) return phrase`same AWS account ${text(a.awsAccount)}`;
  // What an account is to AWS, a project is to Google Cloud and a subscription to Azure.
  if (a.gcpProject !== undefined && a.gcpProject === b.gcpProject) return phrase`same GCP project ${text(a.gcpProject)}`;
  if (a.azureSubscription !== undefined && a.azureSubscription === b.azureSubscription)
    return phrase`same Azure subscription ${text(a.azureSubscription)}`;
  if (a.host !== undefined && a.host === b.host) return phrase`same host ${text(a.host)}`;
  return undefined;
}

/** By digest where both have one, since a tag can move; else repository and tag. */
function sameImage(a: Image | undefined, b: Image | undefined): Phrase | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.digest !== undefined && b.digest !== undefined) return a.digest === b.digest ? phrase`same image ${code(a.digest)}` : undefined;
  if (a.repository === undefined || a.tag === undefined || a.repository !== b.repository || a.tag !== b.tag) return undefined;
  return phrase`same image ${text(`${a.repository}:${a.tag}`)}`;
}

function duration(ms: number): string {
  const minutes = Math.round(ms / minute);
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  if (minutes < 120) return `${minutes} min`;
  return `${Math.round(minutes / 6) / 10} h`;
}

import { readAnswer } from './answers.js';
import { readAssignments } from './assignments.js';
import { renderClaim } from './claims.js';
import { identify } from './format.js';
import { manifest } from './manifest.js';

/** What this adapter knows of its payer: all that src/ needs. */
export const payer = { manifest, identify, readAssignments, renderClaim, readAnswer };

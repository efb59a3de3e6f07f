/** A drawing as the case panel exports one: a frame, two steps, an inferred link with its time. */
export const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="652" height="180" viewBox="0 0 652 180" role="img" font-family="sans-serif" font-size="13" fill="#1f1f1f">' +
  '<title>Attack flow: Cryptominer &lt;dropped&gt;</title><desc>09:12:31 Tomcat receives a request\n09:12:38 java starts bash</desc>' +
  '<defs><marker id="arrow" viewBox="0 0 10 10" refX="5" refY="5" markerUnits="userSpaceOnUse" markerWidth="8" markerHeight="8" orient="auto">' +
  '<path d="M0,0L10,5L0,10z" fill="#595959"/></marker></defs><rect width="652" height="180" fill="#ffffff"/>' +
  '<g transform="translate(16, 16)"><rect x="2" y="10" width="600" height="120.5" rx="4" fill="none" stroke="#595959"/>' +
  '<text transform="translate(12, 14)" font-weight="600" fill="#595959"><tspan x="0" y="13">storefront (3f2a9c81d7be)</tspan></text>' +
  '<path d="M237.5,70L245,70C254,70,270,70,286,70" fill="none" stroke="#595959" stroke-width="1.5" marker-end="url(#arrow)" stroke-dasharray="2 4"/>' +
  '<text transform="translate(262, 60)" y="4" text-anchor="middle" font-size="11">09:12:38</text>' +
  '<g transform="translate(130, 70)"><rect x="-110" y="-30" width="220" height="60" rx="12" fill="#f8f8f8" stroke="#005fb8" stroke-width="2.5"/>' +
  '<text text-anchor="middle"><tspan x="0" y="4.5">09:12:31 Tomcat receives a request</tspan></text></g></g></svg>';

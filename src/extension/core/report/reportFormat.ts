/** What a run writes beside the Markdown file, which is written in any case (K-06). */
export type ReportFormat = 'markdown' | 'html' | 'both';

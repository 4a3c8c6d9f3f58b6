using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

internal sealed record NoticeDue(NoticeFacts Facts, NoticeChange Change);

/// <summary>
/// What a payer is to be told now about a client, as a pure function of what is known and what was told; the order in which anything became known
/// does not matter.
/// </summary>
internal static class NoticesDue
{
    /// <summary>
    /// Care starts under an authorisation on the later of the admission and its first day, and is told once that day has come. It stops where care ends
    /// within the authorisation. An authorisation that just runs out stops nothing, for the payer knows its last day; of one that was withdrawn nothing is
    /// told, for it never held.
    /// </summary>
    public static IReadOnlyList<NoticeDue> Of(IEnumerable<CareEpisode> episodes, IEnumerable<Authorisation> authorisations, IReadOnlyCollection<Notice> notices, DateOnly today)
    {
        var holding = authorisations.Where(authorisation => !authorisation.Withdrawn).ToList();
        var facts = episodes.SelectMany(episode => holding.SelectMany(authorisation => Facts(episode, authorisation, today))).ToDictionary(Key);
        var told = notices.Where(notice => notice.State is NoticeState.Rendered or NoticeState.Accepted).GroupBy(notice => Key(notice.Facts))
            .Select(group => group.MaxBy(notice => notice.Reference, StringComparer.Ordinal)!).Where(last => last.Change is not NoticeChange.Withdrawn).ToDictionary(last => Key(last.Facts), last => last.Facts);
        var rejected = notices.Where(notice => notice.State is not (NoticeState.Dropped or NoticeState.Made or NoticeState.Refused)).GroupBy(notice => Key(notice.Facts))
            .Select(group => group.MaxBy(notice => notice.Reference, StringComparer.Ordinal)!).Where(last => last.State is NoticeState.Rejected).ToDictionary(last => Key(last.Facts));
        var held = holding.Select(authorisation => authorisation.Id).ToHashSet();

        var due =
            from key in facts.Keys.Union(told.Keys)
            where held.Contains(key.AuthorisationId)
            let now = facts.GetValueOrDefault(key)
            let before = told.GetValueOrDefault(key)
            where now != before
            let notice = new NoticeDue(now ?? before!, before is null ? NoticeChange.New : now is null ? NoticeChange.Withdrawn : NoticeChange.Changed)
            where rejected.GetValueOrDefault(key)?.Says(notice) is not true // until somebody tries again, or the facts change
            orderby key.AuthorisationId, key.Episode, key.Kind
            select notice;
        return [.. due];
    }

    private static IEnumerable<NoticeFacts> Facts(CareEpisode episode, Authorisation authorisation, DateOnly today)
    {
        var startedOn = episode.AdmittedOn > authorisation.From ? episode.AdmittedOn : authorisation.From;
        if (startedOn > today || startedOn > authorisation.Until || startedOn > episode.EndedOn) yield break;
        yield return new(authorisation.Id, episode.Number, NoticeKind.Start, startedOn);
        if (episode.EndedOn is { } endedOn && endedOn <= today && (authorisation.Until is null || endedOn <= authorisation.Until))
            yield return new(authorisation.Id, episode.Number, NoticeKind.Stop, startedOn, endedOn, episode.Reason ?? StopReason.Other);
    }

    private static (Guid AuthorisationId, int Episode, NoticeKind Kind) Key(NoticeFacts facts) => (facts.AuthorisationId, facts.Episode, facts.Kind);
}

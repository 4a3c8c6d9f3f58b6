namespace Buurtzorg.Simulators.Municipality.Csv;

/// <summary>Takes in a notice or a request of the CSV dialect, and acknowledges it. It holds whole or not at all.</summary>
internal static class Incoming
{
    public static string Acknowledge(this Row header, CaseFile file, string town, DateTime now, Func<IEnumerable<(string? Order, string? Reason, Action Apply)>> judge)
    {
        var (document, provider, reference) = (header.Text("document"), header.Identifier("provider"), header.Text("reference"));
        var today = DateOnly.FromDateTime(now);
        var judged = Whole() is { } whole ? [(null, whole, () => { })] : judge().ToList();
        List<(string?, string)> faults = [.. judged.Where(item => item.Reason is not null).Select(item => (item.Order, item.Reason!))];
        if (faults.Count == 0) judged.ForEach(item => item.Apply());

        var acknowledgement = Acknowledgement.Write($"{town}T{file.Answered.Count + 1:000000}", town, today, provider, document, reference, faults);
        file.Answered.Add(new(document, provider, reference, acknowledgement));
        return acknowledgement;

        string? Whole() => file.Answered.Any(before => (before.Sender, before.Identification) == (provider, reference)) ? "REFERENCE-USED"
            : header.Date("issued_on") > today ? "DATED-AHEAD"
            : header.Identifier("council") != town ? "SHEET-PARTY"
            : null;
    }

    public static string? OrderFault(AssignedProduct? order, string provider, string client) =>
        order is null || !order.IsOf(provider) ? "ORDER-UNKNOWN" : order.Bsn != client ? "ORDER-CLIENT" : order.Deleted ? "ORDER-CANCELLED" : null;

    public static AssignedProduct? Order(this CaseFile file, Row line) => file.Products.Find(product => $"{product.Number}" == line.Find("order"));
}

internal static class ServiceNotice
{
    public static string Take(byte[] content, CaseFile file, string town, DateTime now)
    {
        var sheet = Sheet.Read(content, "service-notice", "notice,client,lines", "order,change,category,service,started_on,stopped_on,reason");
        var (provider, client, stop) = (sheet.Header.Identifier("provider"), sheet.Header.Identifier("client"), sheet.Header.Text("notice") == "stop");
        return sheet.Header.Acknowledge(file, town, now, () => sheet.Lines.Select(line =>
        {
            var order = file.Order(line);
            if (Incoming.OrderFault(order, provider, client) is { } fault) return (line.Find("order"), fault, () => { });
            if (sheet.Lines.Count(other => other.Find("order") == line.Find("order")) > 1) return (line.Find("order"), "ORDER-REPEATED", () => { });
            if (!order!.Covers(line.Date("started_on"))) return (line.Find("order"), "ORDER-DATES", () => { });
            var status = line.Text("change") switch { "new" => Care.New, "amended" => Care.Changed, _ => Care.Withdrawn };
            var (code, care) = stop ? Care.Stop(order, line.Date("started_on"), line.Date("stopped_on"), line.Text("reason") == "paused", status) : Care.Start(order, line.Date("started_on"), status);
            return (line.Find("order"), code is null ? null : (string?)"DATES", (Action)(() => order.Keep(care)));
        }));
    }
}

internal static class ServiceRequest
{
    public static string Take(byte[] content, CaseFile file, string town, DateTime now)
    {
        var sheet = Sheet.Read(content, "service-request", "request,kind,client,reason,referrer,remark,lines",
            "change,order,category,service,from,until,quantity,unit,per,budget");
        var (provider, client, reference) = (sheet.Header.Identifier("provider"), sheet.Header.Identifier("client"), sheet.Header.Text("request"));
        return sheet.Header.Acknowledge(file, town, now, () =>
        [
            .. sheet.Lines.Where(line => line.Text("change") != "new").Select(line => (line.Find("order"), Incoming.OrderFault(file.Order(line), provider, client), (Action)(() => { }))),
            (null, file.Requests.Any(before => (before.Provider, before.Reference) == (provider, reference)) ? "REFERENCE-USED" : null, () => file.Requests.Add(new(reference, provider,
                file.Clients.Find(known => known.Bsn == client) ?? new(client, "", "", default, "0", "", 1, "", ""), sheet.Header.Text("kind") == "change",
                [.. sheet.Lines.Where(line => line.Text("change") != "unchanged").Select(Asked)], RequestState.Received, []))),
        ]);
    }

    private static RequestedProduct Asked(Row line) => new(int.TryParse(line.Find("order"), out var order) ? order : null, line.Find("category"), line.Find("service"),
        line.Date("from"), line.Find("until") is null ? null : line.Date("until"), line.Find("quantity") is null ? null : line.Whole("quantity"),
        line.Find("unit") is { } unit ? Words.CodeOf(unit) : null, line.Find("per") is { } per ? Words.FrequencyOf(per) : null, line.Find("budget") is null ? null : line.Cents("budget"));

    /// <summary>The answer to a request that is not granted.</summary>
    public static string Decision(string identification, string town, DateOnly today, Request request, Decision decision) =>
        Sheet.Write("request-decision", "request,decision,lines",
            [identification, today, town, request.Provider, request.Reference, decision.Verdict == Verdict.Reject ? "rejected" : "under-examination", decision.Reason is null ? 0 : 1],
            "reason,text", decision.Reason is null ? [] : [["DECLINED", null]]);
}

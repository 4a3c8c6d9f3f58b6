namespace Buurtzorg.Local.Commands;

internal delegate Task<int> CommandBody(string[] arguments, CancellationToken ct);

/// <param name="Usage">Its name, then its arguments.</param>
internal sealed record Command(string Usage, string Summary, CommandBody RunAsync)
{
    public string Name => Usage.Split(' ')[0];
}

using System.Diagnostics;

namespace Buurtzorg.Local.Demo;

/// <summary>Where the story is played: every call is made once, checked, told, and remembered for <c>--resume</c>.</summary>
internal sealed class Stage(Play play, Plays plays, PlatformClient platform, MunicipalityDesk desk, Narrator tell, CancellationToken ct)
{
    public Play Play => play;
    public MunicipalityDesk Municipality => desk;
    public Narrator Tell => tell;
    public Dialect Speaks => desk.Dialect;
    public CancellationToken Stopping => ct;

    /// <summary>Something is done, once in this play.</summary>
    public async Task<Reply> DoAsync(string name, Call call, Func<Reply, string> inShort)
    {
        if (play.Replies.TryGetValue(name, out var kept))
        {
            Told(call, kept.AsReply(), inShort, before: true);
            return kept.AsReply();
        }
        var reply = await platform.SendAsync(Keyed(call, name), ct);
        Expect(call, reply, 200, 201, 202, 204);
        Told(call, reply, inShort);
        Remember(name, reply);
        return reply;
    }

    /// <summary>Somebody looks; nothing changes.</summary>
    public async Task<Reply> LookAsync(Call call, Func<Reply, string> inShort)
    {
        var reply = await platform.SendAsync(call, ct);
        Expect(call, reply, 200);
        Told(call, reply, inShort);
        return reply;
    }

    /// <summary>The platform says no, and says why.</summary>
    public async Task<Reply> RefusedAsync(Call call, int status, string? code, Func<Reply, string>? inShort = null)
    {
        var reply = await AskAsync(call);
        Expect(call, reply, status);
        if (code is not null && reply.Code != code)
            throw new StoryException($"{call.Method} {call.Path} was refused with '{reply.Code}' instead of '{code}'.");
        Told(call, reply, inShort ?? (refused => $"{refused.Code}: {refused.Detail}"));
        return reply;
    }

    /// <summary>What a call set in motion elsewhere: waits until it can be seen there.</summary>
    public async Task<Reply> BehindAsync(Call look, Func<Reply, bool> arrived, Func<Reply, string> tells)
    {
        var since = Stopwatch.GetTimestamp();
        for (var looks = 1; ; looks++)
        {
            var reply = await platform.SendAsync(look, ct);
            if (reply.Succeeded && arrived(reply))
            {
                tell.Behind($"{tells(reply)} ({Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms later)");
                return reply;
            }
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(2))
                throw new StoryException($"Two minutes later {look.Path} still does not show it: {tells(reply)}");
            if (looks == 100) tell.Away("still on its way: events wait until whoever takes them is back");
            await Task.Delay(25, ct);
        }
    }

    /// <summary>Waits for something that stands in no answer.</summary>
    public async Task UntilAsync(Func<bool> arrived, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!arrived())
        {
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(2)) throw new StoryException($"Two minutes were not enough for {what}.");
            await Task.Delay(25, ct);
        }
    }

    /// <summary>Asks without telling; the answer is told elsewhere.</summary>
    public Task<Reply> AskAsync(Call call) => platform.SendAsync(Keyed(call, call.Path), ct);

    public MessageBody Message(Reply reply) => new(reply.Bytes, Speaks.MediaType);

    public Reply Recall(string name) => play.Replies[name].AsReply();

    public bool Has(string name) => play.Replies.ContainsKey(name);

    public void Remember(string name, Reply reply)
    {
        play.Replies[name] = new(reply.Status, System.Text.Encoding.UTF8.GetString(reply.Bytes));
        plays.Save(play);
    }

    public void RememberPort(int port)
    {
        play.ReceiverPort = port;
        plays.Save(play);
    }

    /// <summary>Downloads a stored message, and holds it against what billing says of it.</summary>
    public async Task<Reply> DownloadAsync(Persona who, string messageId, string type)
    {
        var message = await AskAsync(Call.Get(who, $"billing/v1/messages/{messageId}"));
        return await LookAsync(Call.Get(who, $"billing/v1/messages/{messageId}/content"), reply =>
        {
            Hold(message.Text("sha256") == reply.Sha256, $"The {type} is not the one that billing stored.");
            return $"the {type}, {reply.Bytes.Length} bytes: exactly those that billing stored (sha-256 {reply.Sha256[..8]}…)";
        });
    }

    public static void Hold(bool condition, string otherwise)
    {
        if (!condition) throw new StoryException(otherwise);
    }

    private Call Keyed(Call call, string name) => call.Method == HttpMethod.Get ? call : call with { Key = play.IdOf(name).ToString() };

    private void Told(Call call, Reply reply, Func<Reply, string> inShort, bool before = false) =>
        tell.Called(call.As.Called, call.Method.Method, "/" + call.Path, reply.Status, inShort(reply), before);

    private static void Expect(Call call, Reply reply, params int[] expected)
    {
        if (!expected.Contains(reply.Status))
            throw new StoryException($"{call.Method} /{call.Path} answered {reply.Status} instead of {string.Join(" or ", expected)}: {reply.Detail}");
    }
}

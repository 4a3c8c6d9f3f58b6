namespace Buurtzorg.Platform;

internal sealed record ServiceCommand(string Name, string Purpose, Delegate Run)
{
    public static async Task<int> RunAsync(List<ServiceCommand> commands, string name, string[] args, WebApplicationBuilder builder)
    {
        if (commands.Find(command => command.Name == name) is not { } command)
        {
            await Console.Error.WriteLineAsync($"There is no command '{name}'. There are:");
            foreach (var known in commands)
                await Console.Error.WriteLineAsync($"  {known.Name,-20} {known.Purpose}");
            return 64;
        }
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        return await Arguments.Call<Task<int>>(command.Run, scope.ServiceProvider, app.Lifetime.ApplicationStopping, given: [args]);
    }
}

/// <summary>Calls a static method with what it asks for.</summary>
internal static class Arguments
{
    public static TResult Call<TResult>(Delegate method, IServiceProvider services, CancellationToken cancellation, params object[] given) =>
        (TResult)method.DynamicInvoke([.. method.Method.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(CancellationToken) ? cancellation
            : given.FirstOrDefault(parameter.ParameterType.IsInstanceOfType) ?? services.GetRequiredService(parameter.ParameterType))])!;
}

using Buurtzorg.Platform;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>Works on imports that the back office asked for, and on those whose worker died.</summary>
internal sealed class ImportWorker(DirectoryImport imports, IServiceProvider services, ILogger<ImportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _wake = new(0, 1);

    public void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await services.SchemaReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                if (!await imports.WorkAsync(null, stoppingToken))
                    await _wake.WaitAsync(Pause, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(exception, "An import was broken off; it goes on from where it was.");
                await Task.Delay(Pause, stoppingToken);
            }
    }
}

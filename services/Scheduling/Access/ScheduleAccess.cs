using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;

namespace Buurtzorg.Scheduling.Access;

/// <summary>Who may see the schedule of a client. What it decides stands in the client's access log before it answers.</summary>
internal sealed class ScheduleAccess(SchedulingDb db, CareRecordsClient careRecords)
{
    public async Task<bool> AllowsAsync(Guid clientId, Caller caller, CancellationToken ct)
    {
        if (caller.Kind == CallerKinds.Professional)
        {
            switch (await db.IsOfTeamOfAsync(clientId, caller, ct))
            {
                case null:
                    return false; // not known here yet: nothing is shown, so nothing is entered
                case true:
                    await careRecords.EnterSchedulesAsync([clientId], caller, ct);
                    return true;
            }
        }
        return await careRecords.MaySeeScheduleAsync(clientId, caller, ct);
    }
}

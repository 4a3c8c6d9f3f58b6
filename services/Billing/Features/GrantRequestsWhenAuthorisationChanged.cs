using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts.Billing;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>An authorisation that fits a request answers it.</summary>
internal static class GrantRequestsWhenAuthorisationChanged
{
    public static async Task Handle(AuthorisationChanged changed, BillingDb db, CancellationToken ct)
    {
        var clients = await db.ClientsOfAsync(changed.AuthorisationId, ct);
        var requests = await db.Requests
            .Where(r => r.PayerId == changed.PayerId && clients.Contains(r.ClientId) && (r.State == RequestState.Made || r.State == RequestState.Returned || r.State == RequestState.UnderExamination))
            .ToListAsync(ct);
        if (requests.Count == 0) return;
        var authorisation = await db.Authorisations.AsNoTracking().SingleAsync(a => a.Id == changed.AuthorisationId, ct);
        foreach (var request in requests.Where(request => request.IsGrantedBy(authorisation))) request.Granted(authorisation.Id);
    }
}

using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;

namespace Buurtzorg.SocialMap.OpenReferral;

/// <summary>The standard numbers its pages.</summary>
public sealed record NumberedPage(
    [property: FromQuery(Name = "page"), Range(1, 1_000_000)] int Page = 1,
    [property: FromQuery(Name = "per_page"), Range(1, 500)] int PerPage = 50)
{
    internal long Skip => (Page - 1L) * PerPage;

    internal JsonObject Of(long total, JsonArray contents)
    {
        var pages = (total + PerPage - 1) / PerPage;
        return new()
        {
            ["total_items"] = total,
            ["total_pages"] = pages,
            ["page_number"] = Page,
            ["size"] = contents.Count,
            ["first_page"] = Page == 1,
            ["last_page"] = Page >= pages,
            ["empty"] = contents.Count == 0,
            ["contents"] = contents,
        };
    }
}

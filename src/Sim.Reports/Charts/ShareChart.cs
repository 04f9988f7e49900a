using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>How each of several things is divided: a bar for each, its parts one after the other.</summary>
public sealed record ShareChart : Chart
{
    /// <summary>The bars' names from top to bottom.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The parts in the order in which they follow each other.</summary>
    public required IReadOnlyList<GanttKey> Parts { get; init; }

    /// <summary>What the bars measure.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>The parts bar by bar, each bar as long as <see cref="Parts"/>.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] Values { get; init; }
}

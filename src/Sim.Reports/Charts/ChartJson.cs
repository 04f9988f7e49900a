using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>How charts are laid out in the page; <c>web/src/charts/chart.ts</c> says the same in TypeScript.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(SeriesStyleWord)])]
[JsonSerializable(typeof(IReadOnlyList<Chart>))]
internal sealed partial class ChartJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>Writes <see cref="SeriesStyle"/> as a lower-case word.</summary>
internal sealed class SeriesStyleWord() : JsonStringEnumConverter<SeriesStyle>(JsonNamingPolicy.CamelCase);

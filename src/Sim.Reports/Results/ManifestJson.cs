using System.Text.Json.Serialization;
using Sim.Kernel.Results;

namespace Sim.Reports.Results;

/// <summary>How <c>run.json</c> is laid out: camelCase keys, words for enums, indented.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Sim.Benchmarks;

/// <summary>What <c>sim run</c> left in a result folder.</summary>
internal sealed class RunResult(string folder)
{
    private const double BytesPerMib = 1 << 20;

    private readonly JsonElement _statistics = Statistics(folder);

    /// <summary>The most memory that the run had resident, in MiB, as the system told it.</summary>
    public double PeakMib => _statistics.GetProperty("peakMemoryBytes").GetInt64() / BytesPerMib;

    /// <summary>VMs times steps.</summary>
    public long VmSamples => _statistics.GetProperty("vmSamples").GetInt64();

    /// <summary>A line of <c>summary.csv</c>: metric, value, unit.</summary>
    public double Metric(string name)
    {
        string line = File.ReadLines(Path.Combine(folder, "summary.csv"))
            .First(text => text.StartsWith(name + ",", StringComparison.Ordinal));
        return double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture);
    }

    private static JsonElement Statistics(string folder)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "run.json")));
        return manifest.RootElement.GetProperty("statistics").Clone();
    }
}

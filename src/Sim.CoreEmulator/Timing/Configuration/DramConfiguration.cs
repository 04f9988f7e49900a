using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>Main memory.</summary>
public sealed record DramConfiguration : IKeyRules
{
    /// <summary>Its clock.</summary>
    [Key("frequency", "Clock of the memory bus; data moves twice a cycle.", Min = 1e6, Max = 1e10, Example = "1600 MHz")]
    public Frequency Frequency { get; init; } = Frequency.FromMegahertz(1600);

    /// <summary>Channels.</summary>
    [Key("channels", "Channels; lines alternate among them.", Min = 1, Max = 32)]
    public int Channels { get; init; } = 2;

    /// <summary>Banks of a channel.</summary>
    [Key("banks", "Banks of a channel, of all ranks and bank groups together.", Min = 1, Max = 256)]
    public int Banks { get; init; } = 16;

    /// <summary>Bytes of a row.</summary>
    [Key("row", "Bytes of a row of a bank.", Min = 64, Max = 65536, Example = "8 KiB")]
    public Bytes Row { get; init; } = new Bytes(8 << 10);

    /// <summary>Bytes moved at once by a channel.</summary>
    [Key("width", "Bytes that a channel moves at each edge of its clock.", Min = 1, Max = 64)]
    public int Width { get; init; } = 8;

    /// <summary>CAS latency.</summary>
    [Key("cas", "Cycles of the memory clock from a column's address to data (tCL).", Min = 1, Max = 200)]
    public int Cas { get; init; } = 22;

    /// <summary>Row to column delay.</summary>
    [Key("rcd", "Cycles from opening a row to a column's address (tRCD).", Min = 1, Max = 200)]
    public int Rcd { get; init; } = 22;

    /// <summary>Row precharge.</summary>
    [Key("rp", "Cycles to close a row (tRP).", Min = 1, Max = 200)]
    public int Rp { get; init; } = 22;

    /// <summary>Row active time.</summary>
    [Key("ras", "Cycles that a row stays open at least (tRAS).", Min = 1, Max = 500)]
    public int Ras { get; init; } = 52;

    /// <summary>Refresh cycle.</summary>
    [Key("refreshTime", "What a refresh takes, in which no bank of the channel answers (tRFC).", Min = 0, Max = 1e6, Example = "350 ns")]
    public Duration RefreshTime { get; init; } = Duration.FromNanoseconds(350);

    /// <summary>Refresh interval.</summary>
    [Key("refreshInterval", "Time from one refresh to the next (tREFI); 0 for none.", Min = 0, Max = 1e9, Example = "7800 ns")]
    public Duration RefreshInterval { get; init; } = Duration.FromNanoseconds(7800);

    /// <summary>The way there and back.</summary>
    [Key("overhead", "Time on the way from the last cache to the memory and back, controller included.", Min = 0, Max = 1e6, Example = "20 ns")]
    public Duration Overhead { get; init; } = Duration.FromNanoseconds(20);

    /// <summary>Reads that wait.</summary>
    [Key("queue", "Reads that a channel's controller may hold.", Min = 1, Max = 1024)]
    public int Queue { get; init; } = 64;

    /// <summary>Writes that wait (gem5, src/mem/MemInterface.py, write_buffer_size).</summary>
    [Key("writeQueue", "Writes that a channel's controller may hold back. When it is full, writeBurst of them are written.", Min = 1, Max = 1024)]
    public int WriteQueue { get; init; } = 64;

    /// <summary>Writes in a go (gem5, src/mem/MemCtrl.py, min_writes_per_switch).</summary>
    [Key("writeBurst", "Writes made at least in one go, those to a row together; 0: each as it comes.", Min = 0, Max = 1024)]
    public int WriteBurst { get; init; } = 16;

    /// <summary>The bus's change of direction (JESD79-4: tWTR_L 7.5 ns; read to write 2 clocks, as gem5 has it).</summary>
    [Key("turnaround", "Time that the bus loses in turning to writes and back (tRTW and tWTR); in whole bursts.", Min = 0, Max = 1e6, Example = "9 ns")]
    public Duration Turnaround { get; init; } = Duration.FromNanoseconds(9);

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Why)> Misfits()
    {
        foreach ((string key, long value) in new (string, long)[] { ("channels", Channels), ("banks", Banks), ("row", Row.Count), ("width", Width) })
        {
            if (!BitOperations.IsPow2(value))
            {
                yield return (key, string.Create(CultureInfo.InvariantCulture, $"{value} given; must be a power of 2"));
            }
        }

        if (WriteBurst > WriteQueue)
        {
            yield return ("writeBurst", string.Create(CultureInfo.InvariantCulture, $"{WriteBurst} given; must be at most writeQueue, {WriteQueue}"));
        }

        if (RefreshInterval > Duration.Zero && RefreshTime >= RefreshInterval)
        {
            yield return ("refreshTime", $"{RefreshTime} given; must be less than refreshInterval, {RefreshInterval}");
        }
    }
}

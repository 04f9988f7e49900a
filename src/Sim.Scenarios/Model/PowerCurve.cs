using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>A host's power at eleven steps of utilisation, as SPECpower_ssj2008 reports it, or a straight line.</summary>
public sealed record PowerCurve : IHasRules
{
    private const int Points = 11;

    /// <summary>Eleven figures in watts: idle, 10 %, 20 % ... 100 %; empty where a straight line is given.</summary>
    [Key("watts", "Eleven figures in watts: active idle, 10 %, 20 % ... 100 % of load.", Min = 0, Max = 1e6, Example = "[86, 89.4, 92.6, 96, 99.5, 102, 106, 108, 112, 114, 117]")]
    public IReadOnlyList<double> Watts { get; init; } = [];

    /// <summary>Power when idle, of a straight line.</summary>
    [Key("idle", "Power when idle, of a straight line to 'full'.", Min = 0, Max = 1e6, Example = "90 W")]
    public Watts? Idle { get; init; }

    /// <summary>Power when all cores are busy, of a straight line.</summary>
    [Key("full", "Power when all cores are busy, of a straight line from 'idle'.", Min = 0, Max = 1e6, Example = "450 W")]
    public Watts? Full { get; init; }

    /// <summary>The eleven points in watts, whichever way they were written: index i is the power at i * 10 %.</summary>
    public IReadOnlyList<double> Tenths()
    {
        if (Watts.Count == Points)
        {
            return Watts;
        }

        double idle = Idle.GetValueOrDefault().Value;
        double full = Full.GetValueOrDefault().Value;
        double[] line = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            line[i] = idle + ((full - idle) * i / (Points - 1));
        }

        return line;
    }

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        bool line = Idle is not null && Full is not null;
        if (Watts.Count == 0 && !line)
        {
            rules.Fault("must have 'watts' with eleven figures, or both 'idle' and 'full'");
        }
        else if (Watts.Count > 0 && (Idle is not null || Full is not null))
        {
            rules["watts"].Fault("given beside 'idle' or 'full'; keep one way");
        }
        else if (Watts.Count > 0 && Watts.Count != Points)
        {
            rules["watts"].Fault(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{Watts.Count} figures given; must be {Points}: active idle, 10 %, 20 % ... 100 %"));
        }
        else if (line && Full!.Value < Idle!.Value)
        {
            rules["full"].Fault($"{Full} given; must be at least the idle power, {Idle}");
        }
    }
}

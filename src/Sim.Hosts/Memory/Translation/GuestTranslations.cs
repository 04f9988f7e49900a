using System;
using System.Collections.Generic;

namespace Sim.Hosts.Memory.Translation;

/// <summary>How much slower each VM of a host runs by translation; worked out anew only when its working set or its large pages change.</summary>
internal sealed class GuestTranslations(TranslationOptions options, IReadOnlyList<MemoryClaim> vms)
{
    private readonly TranslationModel _model = new(options);
    private readonly double[] _workingSets = Unknown(vms.Count); // of the last answer
    private readonly double[] _largeParts = new double[vms.Count];
    private readonly double[] _slowdowns = new double[vms.Count];

    /// <summary>How many times as long a VM's work takes, from 1.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="workingSet">In pages of 4 KiB.</param>
    /// <param name="largePart">Part of it in pages of 2 MiB, 0 to 1.</param>
    public double Slowdown(int vm, double workingSet, double largePart)
    {
        if (Differ(workingSet, _workingSets[vm]) || Differ(largePart, _largeParts[vm]))
        {
            (_workingSets[vm], _largeParts[vm]) = (workingSet, largePart);
            _slowdowns[vm] = _model.Slowdown(vms[vm].Guest, workingSet, largePart);
        }

        return _slowdowns[vm];
    }

    private static bool Differ(double one, double other) => BitConverter.DoubleToInt64Bits(one) != BitConverter.DoubleToInt64Bits(other);

    private static double[] Unknown(int count)
    {
        double[] values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}

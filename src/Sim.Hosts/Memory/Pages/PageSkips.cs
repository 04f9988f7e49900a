using System;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <summary>Which of many pages something happens to, each by itself with the same chance: one draw for each that it happens to.</summary>
/// <remarks>Gaps between successes are geometric. Where the chance is above a half, the pages left out are drawn instead.</remarks>
internal ref struct PageSkips
{
    private readonly RandomStream _draw;
    private readonly double _scale; // 1 / ln(chance that a gap goes on)
    private readonly int _end;
    private readonly bool _drawsMisses;
    private int _miss; // next page left out, where those are drawn

    /// <summary>Pages from one up to, not including, another.</summary>
    public PageSkips(RandomStream draw, double chance, int from, int end)
    {
        (_draw, Page, _end) = (draw, from - 1, end);
        bool all = chance >= 1;
        _drawsMisses = chance > 0.5;
        _scale = _drawsMisses ? 1 / Math.Log(chance) : 1 / LogOfMissing(chance);
        if (chance <= 0)
        {
            Page = end;
        }

        _miss = all ? int.MaxValue : from - 1;
        if (_drawsMisses && !all)
        {
            _miss = After(_miss);
        }
    }

    /// <summary>The page.</summary>
    public int Page { get; private set; }

    /// <summary>Goes to the next page that it happens to.</summary>
    public bool Next()
    {
        if (!_drawsMisses)
        {
            Page = Page < _end ? After(Page) : _end;
            return Page < _end;
        }

        Page++;
        while (Page == _miss)
        {
            _miss = After(_miss);
            Page++;
        }

        return Page < _end;
    }

    // ln(1 - chance), also where 1 - chance is 1 in a double.
    private static double LogOfMissing(double chance) => chance < 1e-9 ? -chance : Math.Log(1 - chance);

    private readonly int After(int page)
    {
        double gap = _scale * Math.Log(_draw.NextOpenDouble());
        return gap >= _end - page ? _end : page + 1 + (int)gap;
    }
}

using System;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Return-address stack: a ring. Calls beyond its depth overwrite the oldest, and returns beyond it find old ones: Kaeli and Emma, ISCA 1991.</summary>
/// <param name="depth">Addresses that it holds; 0 for none.</param>
internal sealed class ReturnStack(int depth)
{
    private readonly ulong[] _addresses = new ulong[depth];
    private int _top;

    /// <summary>A call.</summary>
    public void Push(ulong address)
    {
        if (depth > 0)
        {
            _top = _top + 1 == depth ? 0 : _top + 1;
            _addresses[_top] = address;
        }
    }

    /// <summary>A return.</summary>
    public ulong Pop()
    {
        if (depth == 0)
        {
            return 0;
        }

        ulong address = _addresses[_top];
        _top = _top == 0 ? depth - 1 : _top - 1;
        return address;
    }

    /// <summary>Forgets all.</summary>
    public void Forget()
    {
        Array.Clear(_addresses);
        _top = 0;
    }
}

using System.Linq;

namespace Sim.Kernel.Random.Variates;

/// <summary>The closed forms of an MMPP.</summary>
/// <remarks>
/// W. Fischer and K. Meier-Hellstern, "The Markov-modulated Poisson process (MMPP) cookbook", Performance Evaluation 18,
/// 1993, sections 2 and 3: Q holds the changes of phase, L the rates on its diagonal, p are the long-run shares of the
/// phases, r = p L 1 is the long-run rate. Then a gap has the moments E[X^n] = n! p L (L - Q)^-n 1 / r, and the index of
/// dispersion of a long count is 1 + 2 (r - p L (Q + 1 p)^-1 L 1 / r).
/// </remarks>
internal sealed class MarkovModulatedPoissonMoments
{
    /// <summary>Solves the equations.</summary>
    /// <param name="rates">Arrivals per unit of time in each phase.</param>
    /// <param name="changes">Changes per unit of time from phase i to phase j, row by row; 0 on the diagonal.</param>
    public MarkovModulatedPoissonMoments(double[] rates, double[] changes)
    {
        int n = rates.Length;
        double[] generator = Matrix(n, (i, j) => changes[(i * n) + j] - (i == j ? changes.Skip(i * n).Take(n).Sum() : 0));

        // p Q = 0, with one of the equations, which the others imply, replaced by the sum of p being 1.
        PhaseShares = LinearSystem.Solve(
            Matrix(n, (i, j) => i == n - 1 ? 1 : generator[(j * n) + i]),
            [.. Enumerable.Repeat(0.0, n - 1), 1]);
        double rate = Dot(PhaseShares, rates);
        double[] flow = [.. PhaseShares.Zip(rates, (share, r) => share * r)];

        double[] toArrival = Matrix(n, (i, j) => (i == j ? rates[i] : 0) - generator[(i * n) + j]);
        double[] first = LinearSystem.Solve(toArrival, [.. Enumerable.Repeat(1.0, n)]);
        double[] second = LinearSystem.Solve(toArrival, first);
        Mean = 1 / rate;
        Variance = (2 * Dot(flow, second) / rate) - (Mean * Mean);

        double[] deviation = LinearSystem.Solve(Matrix(n, (i, j) => generator[(i * n) + j] + PhaseShares[j]), rates);
        DispersionIndex = 1 + (2 * (rate - (Dot(flow, deviation) / rate)));
    }

    /// <summary>The share of time in each phase, in the long run.</summary>
    public double[] PhaseShares { get; }

    /// <summary>The mean gap between arrivals.</summary>
    public double Mean { get; }

    /// <summary>The variance of a gap.</summary>
    public double Variance { get; }

    /// <summary>Variance over mean of the number of arrivals in a long time.</summary>
    public double DispersionIndex { get; }

    private static double[] Matrix(int n, System.Func<int, int, double> cell) =>
        [.. Enumerable.Range(0, n * n).Select(k => cell(k / n, k % n))];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}

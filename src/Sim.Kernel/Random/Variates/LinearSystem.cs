using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Small systems of linear equations.</summary>
internal static class LinearSystem
{
    /// <summary>The x with A x = b, by elimination with partial pivoting.</summary>
    /// <param name="matrix">The rows of A, one after the other; not singular. Not changed.</param>
    /// <param name="right">b; not changed.</param>
    public static double[] Solve(double[] matrix, double[] right)
    {
        int n = right.Length;
        (double[] a, double[] x) = ([.. matrix], [.. right]);
        for (int column = 0; column < n; column++)
        {
            SwapRows(a, x, column, Pivot(a, n, column));
            for (int row = column + 1; row < n; row++)
            {
                double factor = a[(row * n) + column] / a[(column * n) + column];
                for (int k = column; k < n; k++)
                {
                    a[(row * n) + k] -= factor * a[(column * n) + k];
                }

                x[row] -= factor * x[column];
            }
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < n; k++)
            {
                x[row] -= a[(row * n) + k] * x[k];
            }

            x[row] /= a[(row * n) + row];
        }

        return x;
    }

    private static int Pivot(double[] a, int n, int column)
    {
        int best = column;
        for (int row = column + 1; row < n; row++)
        {
            if (Math.Abs(a[(row * n) + column]) > Math.Abs(a[(best * n) + column]))
            {
                best = row;
            }
        }

        return best;
    }

    private static void SwapRows(double[] a, double[] x, int one, int other)
    {
        int n = x.Length;
        for (int k = 0; k < n; k++)
        {
            (a[(one * n) + k], a[(other * n) + k]) = (a[(other * n) + k], a[(one * n) + k]);
        }

        (x[one], x[other]) = (x[other], x[one]);
    }
}
